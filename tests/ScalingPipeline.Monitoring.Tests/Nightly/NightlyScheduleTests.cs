using ScalingPipeline.Monitoring.Nightly;

namespace ScalingPipeline.Monitoring.Tests.Nightly;

public sealed class NightlyScheduleTests
{
    private static DateTimeOffset Utc(int month, int day, int hour, int minute) =>
        new(2026, month, day, hour, minute, 0, TimeSpan.Zero);

    private static NightlySchedule Berlin(string time) =>
        new(new NightlyOptions { Time = time, TimeZone = "Europe/Berlin" });

    [Fact]
    public void The_next_night_is_the_next_local_time_of_day()
    {
        var night = Berlin("02:30").After(Utc(1, 10, 12, 0));

        Assert.Equal(new Night(new DateOnly(2026, 1, 11), Utc(1, 11, 1, 30)), night);
    }

    [Fact]
    public void A_time_that_the_change_to_summer_time_leaves_out_is_due_once_an_hour_later()
    {
        var schedule = Berlin("02:30");

        var night = schedule.After(Utc(3, 28, 12, 0));

        Assert.Equal(new Night(new DateOnly(2026, 3, 29), Utc(3, 29, 1, 30)), night);
        Assert.Equal(new DateOnly(2026, 3, 30), schedule.After(night!.Value.At)!.Value.Date);
    }

    [Fact]
    public void A_time_that_comes_twice_in_autumn_is_due_at_the_first_only()
    {
        var schedule = Berlin("02:30");

        var night = schedule.After(Utc(10, 24, 12, 0));

        Assert.Equal(new Night(new DateOnly(2026, 10, 25), Utc(10, 25, 0, 30)), night);
        Assert.Equal(new DateOnly(2026, 10, 26), schedule.After(night!.Value.At)!.Value.Date);
    }

    [Theory]
    [InlineData("Europe/Berlin", "02:30")]
    [InlineData("America/New_York", "02:00")]
    [InlineData("Australia/Lord_Howe", "02:15")]
    [InlineData("America/Santiago", "00:00")]
    [InlineData("UTC", "23:59")]
    public void Over_two_years_every_local_date_has_exactly_one_night(string zone, string time)
    {
        var schedule = new NightlySchedule(new NightlyOptions { Time = time, TimeZone = zone });
        var dates = new List<DateOnly>();
        var moment = Utc(1, 1, 12, 0);
        for (var i = 0; i < 730; i++)
        {
            var night = schedule.After(moment)!.Value;
            Assert.True(night.At > moment);
            dates.Add(night.Date);
            moment = night.At;
        }

        Assert.Equal(Enumerable.Range(0, 730).Select(i => dates[0].AddDays(i)), dates);
    }

    [Fact]
    public void A_cron_expression_is_of_local_times()
    {
        var schedule = new NightlySchedule(
            new NightlyOptions { Cron = "0 15 4 ? * MON", TimeZone = "Asia/Tokyo" }
        );

        Assert.Equal(
            new Night(new DateOnly(2026, 1, 12), Utc(1, 11, 19, 15)),
            schedule.After(Utc(1, 7, 0, 0))
        );
    }

    [Fact]
    public void The_last_night_is_found_only_within_the_time_given()
    {
        var schedule = Berlin("02:30");

        Assert.Equal(
            new DateOnly(2026, 1, 11),
            schedule.Last(Utc(1, 11, 20, 0), TimeSpan.FromHours(20))!.Value.Date
        );
        Assert.Null(schedule.Last(Utc(1, 11, 22, 0), TimeSpan.FromHours(20)));
    }
}
