package io.clrspark.conf.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.InvalidPropertyException;
import io.clrspark.schedule.CycleSegment;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Mode;
import io.clrspark.schedule.Reset;
import io.clrspark.schedule.ScaleMode;
import io.clrspark.schedule.Schedule;
import io.clrspark.schedule.curve.Curve;
import io.clrspark.schedule.length.RunLength;
import io.clrspark.schedule.shape.Constant;
import io.clrspark.schedule.shape.Cooldown;
import io.clrspark.schedule.shape.CosineRestarts;
import io.clrspark.schedule.shape.Decay;
import io.clrspark.schedule.shape.InverseSqrt;
import io.clrspark.schedule.shape.OneCycle;
import io.clrspark.schedule.shape.Polynomial;
import io.clrspark.schedule.shape.StartingAt;
import io.clrspark.schedule.shape.WarmUp;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleConfTest {

  @Test
  void nothingSet_isTheBuildersDefault() {
    assertThat(schedule()).isEqualTo(CyclicLR.builder().build());
  }

  @Test
  void everyProperty_reachesTheSchedule() {
    assertThat(schedule("baseLr", "0.01", "maxLr", "0.1", "stepSize", "30.", "mode", "triangular2"))
        .isEqualTo(CyclicLR.triangular2(0.01, 0.1, 30));
    assertThat(schedule("mode", "exp_range", "gamma", "0.99"))
        .isEqualTo(CyclicLR.expRange(0.001, 0.006, 2000, 0.99));
    assertThat(schedule("scaleFn", "1/(5^(x*0.0001))", "scaleMode", "iterations"))
        .isEqualTo(
            CyclicLR.builder().scaleFn("1/(5^(x*0.0001))").scaleMode(ScaleMode.ITERATIONS).build());
  }

  @Test
  void resets_applyInTheirOrder() {
    assertThat(
            schedule(
                "reset.1.atIteration", "100",
                "reset.1.maxLr", "0.003",
                "reset.2.atIteration", "300",
                "reset.2.baseLr", "0.002",
                "reset.2.stepSize", "50"))
        .isEqualTo(
            CyclicLR.builder()
                .build()
                .reset(100, Reset.none().maxLr(0.003))
                .reset(300, Reset.none().baseLr(0.002).stepSize(50)));
  }

  @Test
  void tenResets_areInNumericalOrder() {
    Map<String, String> properties = new HashMap<>();
    CyclicLR expected = CyclicLR.builder().build();
    for (int n = 1; n <= 11; n++) {
      properties.put("spark.clr.reset." + n + ".atIteration", String.valueOf(10 * n));
      expected = expected.reset(10L * n);
    }
    assertThat(ScheduleConf.of(ClrConf.of(properties)).schedule(new RunLength(1, 0), 0))
        .isEqualTo(expected);
  }

  @Test
  void stepSizeInEpochs_waitsForTheData() {
    ScheduleConf conf = conf("stepSize", "2.5 epochs", "reset.1.atIteration", "60");
    assertThat(conf.inEpochs()).isTrue();
    assertThat(conf.schedule(new RunLength(9, 0), 0))
        .isEqualTo(CyclicLR.triangular(0.001, 0.006, 23).reset(60)); // 22.5, rounded half up
    assertThat(conf("stepSize", "7").inEpochs()).isFalse();
    assertThat(conf("reset.1.atIteration", "5", "reset.1.stepSize", "1 epoch").inEpochs()).isTrue();
  }

  @Test
  void scheduleThatDependsOnNothing_isBuiltOnce() {
    ScheduleConf conf = conf("stepSize", "7", "reset.1.atIteration", "60");
    assertThat(conf.schedule(new RunLength(9, 0), 0))
        .isSameAs(conf.schedule(new RunLength(5, 0), 0));
  }

  @Test
  void laterStart_isAFreshCycleThere_beforeItsResets() {
    ScheduleConf conf = conf("stepSize", "5", "reset.1.atIteration", "40");
    assertThat(conf.schedule(new RunLength(1, 0), 30))
        .isEqualTo(CyclicLR.triangular(0.001, 0.006, 5).reset(30).reset(40));
    assertThatThrownBy(() -> conf.schedule(new RunLength(1, 0), 50))
        .hasMessage(
            "Invalid spark.clr.reset.1.atIteration: 40 (must be after the reset before it, at"
                + " iteration 50)");
    assertThat(conf.isSet()).isTrue();
    assertThat(conf().isSet()).isFalse();
  }

  @Test
  void contradictions_nameThePropertiesOnBothSides() {
    fails(
        "Invalid spark.clr.mode: triangular (cannot be combined with spark.clr.scaleFn = x/x)",
        "mode",
        "triangular",
        "scaleFn",
        "x/x");
    fails(
        "Invalid spark.clr.scaleMode: cycle (needs spark.clr.scaleFn, which is not set)",
        "scaleMode",
        "cycle");
    fails(
        "Invalid spark.clr.gamma: 0.5 (needs spark.clr.mode = exp_range, but it is triangular, the"
            + " default)",
        "gamma",
        "0.5");
    fails(
        "Invalid spark.clr.maxLr: 0.1 (must be >= spark.clr.baseLr = 0.2)",
        "baseLr",
        "0.2",
        "maxLr",
        "0.1");
    fails(
        "Invalid spark.clr.baseLr: 0.2 (must be <= spark.clr.maxLr = 0.006, the default)",
        "baseLr",
        "0.2");
    fails("Invalid spark.clr.baseLr: -1 (must be a finite number >= 0)", "baseLr", "-1");
    fails(
        "Invalid spark.clr.maxLr: 3.5E38 (must be at most 3.4028235E38, the largest float)",
        "maxLr",
        "3.5e38");
    fails("Invalid spark.clr.maxLr: Infinity (must be a finite number >= 0)", "maxLr", "Infinity");
    fails("Invalid spark.clr.gamma: 0 (must be > 0 and <= 1)", "mode", "exp_range", "gamma", "0");
    fails("Invalid spark.clr.stepSize: 0 (must be >= 1)", "stepSize", "0");
  }

  @Test
  void resetErrors_nameTheKeyThatTheValueCameFrom() {
    fails(
        "Missing spark.clr.reset.1.atIteration: properties of reset 1 are set (number the resets 1,"
            + " 2, 3 ..., each with its atIteration)",
        "reset.1.maxLr",
        "0.1");
    fails(
        "Missing spark.clr.reset.2.atIteration: properties of reset 3 are set (number the resets 1,"
            + " 2, 3 ..., each with its atIteration)",
        "reset.1.atIteration",
        "5",
        "reset.3.atIteration",
        "9");
    fails(
        "Invalid spark.clr.reset.2.atIteration: 5 (must be after the reset before it, at iteration"
            + " 5)",
        "reset.1.atIteration",
        "5",
        "reset.2.atIteration",
        "5");
    fails(
        "Invalid spark.clr.reset.1.maxLr: 0.0001 (must be >= spark.clr.baseLr = 0.001)",
        "reset.1.atIteration",
        "5",
        "reset.1.maxLr",
        "0.0001");
    fails(
        "Invalid spark.clr.reset.2.maxLr: 0.004 (must be >= spark.clr.reset.1.baseLr = 0.005)",
        "reset.1.atIteration",
        "5",
        "reset.1.baseLr",
        "0.005",
        "reset.2.atIteration",
        "9",
        "reset.2.maxLr",
        "0.004");
  }

  @Test
  void everyShape_isBuiltOfItsProperties() {
    assertThat(
            ofRun(
                "schedule",
                "one-cycle",
                "maxLr",
                "0.1",
                "pctStart",
                "0.4",
                "divFactor",
                "10",
                "finalDivFactor",
                "100",
                "curve",
                "linear",
                "threePhase",
                "true"))
        .isEqualTo(
            OneCycle.of(0.1, 1000)
                .pctStart(0.4)
                .divFactors(10, 100)
                .curve(Curve.LINEAR)
                .threePhase());
    assertThat(ofRun("schedule", "One-Cycle")).isEqualTo(OneCycle.of(0.006, 1000));
    assertThat(ofRun("schedule", "cosine", "scheduleLength", "50 %", "baseLr", "0"))
        .isEqualTo(new Decay(0.006, 0, 500, Curve.COSINE));
    assertThat(ofRun("schedule", "linear")).isEqualTo(new Decay(0.006, 0.001, 1000, Curve.LINEAR));
    assertThat(ofRun("schedule", "polynomial", "power", "2", "scheduleLength", "3 epochs"))
        .isEqualTo(new Polynomial(0.006, 0.001, 300, 2));
    assertThat(
            ofRun(
                "schedule",
                "cosine-restarts",
                "restartPeriod",
                "100",
                "restartGrowth",
                "2",
                "restartFactor",
                "0.5"))
        .isEqualTo(new CosineRestarts(0.006, 0.001, 100, 2, 0.5));
    assertThat(ofRun("schedule", "inverse-sqrt")).isEqualTo(new InverseSqrt(0.006, 10_000));
    assertThat(ofRun("schedule", "inverse-sqrt", "timescale", "77"))
        .isEqualTo(new InverseSqrt(0.006, 77));
    assertThat(ofRun("schedule", "constant", "maxLr", "0.1")).isEqualTo(new Constant(0.1));
    assertThat(ofRun("stepSize", "10 %", "stepSizeDown", "50", "curve", "cosine"))
        .isEqualTo(CyclicLR.builder().stepSize(100).stepSizeDown(50).curve(Curve.COSINE).build());
    assertThat(ofRun("mode", "exp_range_bounds", "gamma", "0.9"))
        .isEqualTo(CyclicLR.builder().mode(Mode.EXP_RANGE_BOUNDS).gamma(0.9).build());
  }

  @Test
  void warmupAndCooldown_standAroundWhatIsLeftOfTheRun() {
    assertThat(
            ofRun(
                "schedule",
                "cosine",
                "warmup",
                "10 %",
                "warmupLr",
                "0.0001",
                "cooldown",
                "100",
                "cooldownLr",
                "0.0005",
                "cooldownCurve",
                "1-sqrt"))
        .isEqualTo(
            new Cooldown(
                new WarmUp(new Decay(0.006, 0.001, 800, Curve.COSINE), 100, 0.0001),
                900,
                100,
                0.0005,
                Curve.ONE_MINUS_SQRT));
    assertThat(ofRun("schedule", "inverse-sqrt", "warmup", "1 epoch", "epochs", "10"))
        .isEqualTo(new WarmUp(new InverseSqrt(0.006, 100), 100, 0));
  }

  @Test
  void resets_countGlobally_alsoAfterAWarmup() {
    Schedule schedule =
        ofRun("stepSize", "50", "warmup", "100", "reset.1.atIteration", "350", "cooldown", "10");
    assertThat(schedule)
        .isEqualTo(
            new Cooldown(
                new WarmUp(CyclicLR.triangular(0.001, 0.006, 50).reset(250), 100, 0),
                990,
                10,
                0,
                Curve.LINEAR));
    assertThat(schedule.segments())
        .extracting(CycleSegment::atIteration)
        .containsExactly(100L, 350L);
    fails(
        "Invalid spark.clr.reset.1.atIteration: 100 (must be after the reset before it, at iteration 100)",
        "warmup",
        "100",
        "reset.1.atIteration",
        "100");
  }

  @Test
  void laterStart_shiftsWhatHasNoCycles() {
    RunLength run = new RunLength(100, 1000);
    assertThat(conf("schedule", "one-cycle").schedule(run, 30))
        .isEqualTo(new StartingAt(OneCycle.of(0.006, 1000), 30));
    assertThat(conf("stepSize", "5", "warmup", "10", "cooldown", "5 %").schedule(run, 30))
        .isEqualTo(
            new Cooldown(
                new StartingAt(new WarmUp(CyclicLR.triangular(0.001, 0.006, 5), 10, 0), 30),
                980,
                50,
                0,
                Curve.LINEAR));
    assertThat(conf("stepSize", "5", "cooldown", "5 %").schedule(run, 30))
        .isEqualTo(
            new Cooldown(CyclicLR.triangular(0.001, 0.006, 5).reset(30), 980, 50, 0, Curve.LINEAR));
  }

  @Test
  void optionsThatTheShapeDoesNotHave_areErrors() {
    fails(
        "Invalid spark.clr.gamma: 0.9 (spark.clr.schedule = cosine has no such option)",
        "schedule",
        "cosine",
        "gamma",
        "0.9");
    fails(
        "Invalid spark.clr.stepSize: 4 epochs (spark.clr.schedule = one-cycle has no such option)",
        "schedule",
        "one-cycle",
        "stepSize",
        "4 epochs");
    fails(
        "Invalid spark.clr.pctStart: 0.4 (spark.clr.schedule = cyclic has no such option)",
        "pctStart",
        "0.4");
    fails(
        "Invalid spark.clr.reset.1.atIteration: 5 (spark.clr.schedule = constant has no such option)",
        "schedule",
        "constant",
        "reset.1.atIteration",
        "5");
    fails(
        "Invalid spark.clr.schedule: cosine-restarts (needs spark.clr.restartPeriod, which is not set)",
        "schedule",
        "cosine-restarts");
    fails(
        "Invalid spark.clr.warmupLr: 0.1 (needs spark.clr.warmup, which is not set)",
        "warmupLr",
        "0.1");
    fails(
        "Invalid spark.clr.cooldownCurve: cosine (needs spark.clr.cooldown, which is not set)",
        "cooldownCurve",
        "cosine");
  }

  @Test
  void shapesThatBreakARule_nameThePropertyBeforeTraining() {
    fails(
        "Invalid spark.clr.pctStart: 1 (must be > 0 and < 1)",
        "schedule",
        "one-cycle",
        "pctStart",
        "1");
    fails(
        "Invalid spark.clr.pctStart: 0.6 (the last phase has no length: of three phases,"
            + " spark.clr.pctStart must be at most 0.5)",
        "schedule",
        "one-cycle",
        "pctStart",
        "0.6",
        "threePhase",
        "true");
    fails(
        "Invalid spark.clr.pctStart: 0.1 (the rise has no length: spark.clr.pctStart * 10 iterations"
            + " must be above 1)",
        "schedule",
        "one-cycle",
        "pctStart",
        "0.1",
        "scheduleLength",
        "10");
    fails(
        "Invalid spark.clr.divFactor: 0.5 (must be a finite number >= 1)",
        "schedule",
        "one-cycle",
        "divFactor",
        "0.5");
    fails(
        "Invalid spark.clr.maxLr: 0.0001 (must be >= spark.clr.baseLr = 0.001)",
        "schedule",
        "cosine",
        "maxLr",
        "0.0001");
    fails(
        "Invalid spark.clr.power: 0 (must be a finite number > 0)",
        "schedule",
        "polynomial",
        "power",
        "0");
    fails(
        "Invalid spark.clr.restartFactor: 1.5 (must be > 0 and <= 1)",
        "schedule",
        "cosine-restarts",
        "restartPeriod",
        "5",
        "restartFactor",
        "1.5");
    fails(
        "Invalid spark.clr.warmup: 70 % (with spark.clr.cooldown = 30 %, nothing is left of the run's"
            + " 1000 iterations)",
        "iterations", "1000", "warmup", "70 %", "cooldown", "30 %");
    fails(
        "Invalid spark.clr.warmup: 1000 (nothing is left of the run's 1000 iterations)",
        "iterations",
        "1000",
        "warmup",
        "1000");
    fails(
        "Invalid spark.clr.cooldownLr: 0.01 (must be <= 0.006, the rate at iteration 900, where the"
            + " last phase starts)",
        "iterations",
        "1000",
        "schedule",
        "constant",
        "cooldown",
        "10 %",
        "cooldownLr",
        "0.01");
    fails("Invalid spark.clr.warmup: 0 (must be >= 1)", "warmup", "0");
    fails(
        "Invalid spark.clr.cooldown: 120 % (must be > 0 % and at most 100 %)", "cooldown", "120 %");
    fails(
        "Invalid spark.clr.cooldownLr: 3.5E38 (must be at most 3.4028235E38, the largest float)",
        "cooldown",
        "1",
        "cooldownLr",
        "3.5e38");
  }

  @Test
  void sharesAndEpochs_waitForTheRun() {
    ScheduleConf conf = conf("schedule", "constant", "warmup", "20 epochs", "epochs", "30");
    assertThat(conf.inEpochs()).isTrue();
    assertThat(conf.schedule(new RunLength(7, 210), 0))
        .isEqualTo(new WarmUp(new Constant(0.006), 140, 0));
    assertThatThrownBy(() -> conf.schedule(new RunLength(7, 100), 0))
        .hasMessage(
            "Invalid spark.clr.warmup: 20 epochs (nothing is left of the run's 100 iterations)");
    assertThat(conf("warmup", "20 %").inEpochs()).isFalse();
    assertThat(conf("iterations", "50", "warmup", "3 epochs").schedule(new RunLength(7, 50), 0))
        .isEqualTo(new WarmUp(CyclicLR.builder().build(), 21, 0));
  }

  private static Schedule ofRun(String... properties) {
    return conf(properties).schedule(new RunLength(100, 1000), 0);
  }

  private static Schedule schedule(String... properties) {
    return conf(properties).schedule(new RunLength(1, 0), 0);
  }

  private static ScheduleConf conf(String... properties) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      map.put("spark.clr." + properties[i], properties[i + 1]);
    }
    return ScheduleConf.of(ClrConf.of(map));
  }

  private static void fails(String message, String... properties) {
    assertThatThrownBy(() -> conf(properties))
        .isInstanceOf(InvalidPropertyException.class)
        .hasMessage(message);
  }
}
