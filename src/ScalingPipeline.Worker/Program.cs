Console.WriteLine("scaling-pipeline");
