package io.clrspark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Reset;
import io.clrspark.schedule.ScaleMode;
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
    assertThat(ScheduleConf.of(ClrConf.of(properties)).schedule(1, 0)).isEqualTo(expected);
  }

  @Test
  void stepSizeInEpochs_waitsForTheData() {
    ScheduleConf conf = conf("stepSize", "2.5 epochs", "reset.1.atIteration", "60");
    assertThat(conf.inEpochs()).isTrue();
    assertThat(conf.schedule(9, 0))
        .isEqualTo(CyclicLR.triangular(0.001, 0.006, 23).reset(60)); // 22.5, rounded half up
    assertThat(conf("stepSize", "7").inEpochs()).isFalse();
    assertThat(conf("reset.1.atIteration", "5", "reset.1.stepSize", "1 epoch").inEpochs()).isTrue();
  }

  @Test
  void scheduleThatDependsOnNothing_isBuiltOnce() {
    ScheduleConf conf = conf("stepSize", "7", "reset.1.atIteration", "60");
    assertThat(conf.schedule(9, 0)).isSameAs(conf.schedule(5, 0));
  }

  @Test
  void laterStart_isAFreshCycleThere_beforeItsResets() {
    ScheduleConf conf = conf("stepSize", "5", "reset.1.atIteration", "40");
    assertThat(conf.schedule(1, 30))
        .isEqualTo(CyclicLR.triangular(0.001, 0.006, 5).reset(30).reset(40));
    assertThatThrownBy(() -> conf.schedule(1, 50))
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

  private static CyclicLR schedule(String... properties) {
    return conf(properties).schedule(1, 0);
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
