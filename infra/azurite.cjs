// Azurite that ends with the process that started it: it watches its standard input.
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
require("azurite/dist/src/azurite.js");
