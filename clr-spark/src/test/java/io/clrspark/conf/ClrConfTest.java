package io.clrspark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.length.RunLength;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClrConfTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spark.clr.maxlr | 1 | Unknown property spark.clr.maxlr. The nearest known one is"
            + " spark.clr.maxLr; docs/reference/configuration.md lists all.",
        "spark.clr.data.pth | x | Unknown property spark.clr.data.pth. The nearest known one is"
            + " spark.clr.data.path; docs/reference/configuration.md lists all.",
        "spark.clr.reset.N.maxLr | 1 | Unknown property spark.clr.reset.N.maxLr. The nearest known"
            + " one is spark.clr.reset.N.maxLr; docs/reference/configuration.md lists all.",
        "spark.clr.reset.0.maxLr | 1 | Unknown property spark.clr.reset.0.maxLr. The nearest known"
            + " one is spark.clr.reset.N.maxLr; docs/reference/configuration.md lists all.",
        "spark.cl.epochs | 1 | Unknown property spark.cl.epochs. The nearest known one is"
            + " spark.clr.epochs; docs/reference/configuration.md lists all.",
        "spark.clr-maxLr | 1 | Unknown property spark.clr-maxLr. The nearest known one is"
            + " spark.clr.maxLr; docs/reference/configuration.md lists all.",
        "spark.clrEpochs | 1 | Unknown property spark.clrEpochs. The nearest known one is"
            + " spark.clr.epochs; docs/reference/configuration.md lists all.",
        "spark.CLR.epochs | 1 | Unknown property spark.CLR.epochs. The nearest known one is"
            + " spark.clr.epochs; docs/reference/configuration.md lists all.",
        "spark.clr.hidden | 1 | Unknown property spark.clr.hidden. The nearest known one is"
            + " spark.clr.model.hidden; docs/reference/configuration.md lists all.",
        "spark.clr.earlyStopping | 1 | Unknown property spark.clr.earlyStopping:"
            + " docs/reference/configuration.md lists all.",
        "spark.clr.history.path | out/h # the history | Invalid spark.clr.history.path: out/h # the"
            + " history (a # after a blank is part of the value: give a comment a line of its own)",
        "spark.clr.epochs | # later | Invalid spark.clr.epochs: # later (a # after a blank is part"
            + " of the value: give a comment a line of its own)",
        "spark.clr.history.path | hspark.clr.maxLr 0.1 | Invalid spark.clr.history.path:"
            + " hspark.clr.maxLr 0.1 (it has another property in it: end the line before that"
            + " without a backslash)",
        "spark.clr.data.path | \"x.csv\" | Invalid spark.clr.data.path: \"x.csv\" (quotation marks"
            + " are part of the value: leave them out)",
        "spark.clr.data.path | $HOME/x | Invalid spark.clr.data.path: $HOME/x (must be a path or URI"
            + " as it is, without $ or a drive such as C:)",
        "spark.clr.model.save | C:\\out.zip | Invalid spark.clr.model.save: C:\\out.zip (must be a"
            + " path or URI as it is, without $ or a drive such as C:)",
        "spark.clr.checkpoint.path | ${HOME}/c | Invalid spark.clr.checkpoint.path: ${HOME}/c (must"
            + " be a path or URI as it is, without $ or a drive such as C:)",
        "spark.clr.data.classNames | no,yes,no | Invalid spark.clr.data.classNames: no,yes,no (no is"
            + " named twice)",
        "spark.clr.workers | 0 | Invalid spark.clr.workers: 0 (must be a whole number from 1 to 100000)",
        "spark.clr.workers | 1.5 | Invalid spark.clr.workers: 1.5 (must be a whole number from 1 to 100000)",
        "spark.clr.workers | 2147483648 | Invalid spark.clr.workers: 2147483648 (must be a whole"
            + " number from 1 to 100000)",
        "spark.clr.seed | x | Invalid spark.clr.seed: x (must be a whole number of 64 bits)",
        "spark.clr.shuffle | yes | Invalid spark.clr.shuffle: yes (must be one of true, false)",
        "spark.clr.updaterState | keep | Invalid spark.clr.updaterState: keep (must be one of"
            + " average, reset)",
        "spark.clr.data.testFraction | 1 | Invalid spark.clr.data.testFraction: 1 (must be a number"
            + " >= 0 and < 1)",
        "spark.clr.data.testFraction | NaN | Invalid spark.clr.data.testFraction: NaN (must be a"
            + " number >= 0 and < 1)",
        "spark.clr.data.divide | 0 | Invalid spark.clr.data.divide: 0 (must be a finite number >"
            + " 0)",
        "spark.clr.data.divide | Infinity | Invalid spark.clr.data.divide: Infinity (must be a"
            + " finite number > 0)",
        "spark.clr.model.hidden | 10,,5 | Invalid spark.clr.model.hidden: 10,,5 (must be whole"
            + " numbers >= 1, separated by commas)",
        "spark.clr.baseLr | 0.001f | Invalid spark.clr.baseLr: 0.001f (must be a finite number >= 0)",
        "spark.clr.roundTimeout | 10 | Invalid spark.clr.roundTimeout: 10 (must be a whole number >="
            + " 1 with its unit: ms, s, min, h or d)",
        "spark.clr.roundTimeout | 0s | Invalid spark.clr.roundTimeout: 0s (must be a whole number >="
            + " 1 with its unit: ms, s, min, h or d)",
        "spark.clr.mode | triangle | Invalid spark.clr.mode: triangle (must be one of triangular,"
            + " triangular2, exp_range, exp_range_bounds)",
        "spark.clr.stepSize | 1.5 | Invalid spark.clr.stepSize: 1.5 (must be a whole number of"
            + " iterations)",
        "spark.clr.reset.3.stepSize | 2 weeks | Invalid spark.clr.reset.3.stepSize: 2 weeks (must"
            + " be iterations, such as 2000, epochs, such as 4 epochs, or a share of the run, such as 30 %)",
      })
  void wrongProperty_isNamedWithItsRule(String key, String value, String message) {
    assertThatThrownBy(() -> ClrConf.of(Map.of(key, value)))
        .isInstanceOf(InvalidPropertyException.class)
        .hasMessage(message);
  }

  @Test
  void epochsAndIterations_contradict() {
    assertThatThrownBy(
            () -> ClrConf.of(Map.of("spark.clr.epochs", "3", "spark.clr.iterations", "70")))
        .hasMessage(
            "Invalid spark.clr.iterations: 70 (spark.clr.epochs = 3 is set too: give one of them)");
  }

  @Test
  void emptyValue_unsetsTheProperty() {
    ClrConf conf = ClrConf.of(Map.of("spark.clr.epochs", "", "spark.clr.iterations", "70"));
    assertThat(conf.set(TrainingProperties.EPOCHS)).isEmpty();
    assertThat(conf.set(TrainingProperties.ITERATIONS)).contains(70L);
  }

  @Test
  void otherProperties_areSparks() {
    assertThat(
            ClrConf.of(
                    Map.of("spark.master", "local", "spark.cleaner.y", "1", "spark.sql.x", "a # b"))
                .asMap())
        .isEmpty();
  }

  @Test
  void values_areReadByType() {
    ClrConf conf =
        ClrConf.of(
            Map.of(
                "spark.clr.model.hidden", " 10, 5 ",
                "spark.clr.shuffle", "FALSE",
                "spark.clr.roundTimeout", "90 s",
                "spark.clr.seed", "-7"));
    assertThat(conf.get(ModelProperties.HIDDEN)).containsExactly(10, 5);
    assertThat(conf.get(TrainingProperties.SHUFFLE)).isFalse();
    assertThat(conf.get(TrainingProperties.ROUND_TIMEOUT)).isEqualTo(Duration.ofSeconds(90));
    assertThat(conf.get(TrainingProperties.SEED)).isEqualTo(-7);
    assertThat(conf.get(TrainingProperties.WORKERS)).isEqualTo(2);
  }

  @Test
  void valuesThatOnlyLookLikeSlips_areTaken() {
    Map<String, String> taken =
        Map.of(
            "spark.clr.data.separator", "#",
            "spark.clr.data.path", "s3a://b/a#1/part$1/~x.csv",
            "spark.clr.history.path", "/data/spark.clr.runs/h",
            "spark.clr.data.classNames", "C#,F#,\"");
    assertThat(ClrConf.of(taken).asMap()).isEqualTo(taken);
  }

  @Test
  void missingValueWithoutDefault_saysWhatItIsFor() {
    assertThatThrownBy(() -> ClrConf.of(Map.of()).get(DataProperties.PATH))
        .hasMessage(
            "Missing spark.clr.data.path: set it (File, folder or pattern, on any file system"
                + " Spark knows.)");
  }

  @ParameterizedTest
  @MethodSource("io.clrspark.conf.ClrConf#properties")
  void default_isWrittenAsTextThatGivesIt(Property<?> property) {
    requireSameText(property);
  }

  private static <T> void requireSameText(Property<T> property) {
    assertThat(property.defaultValue().isPresent()).isEqualTo(property.standard().isPresent());
    property
        .defaultValue()
        .ifPresent(value -> assertThat(property.parse(property.format(value))).isEqualTo(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "roundTimeout | 90 s | 90000ms",
        "roundTimeout | 2592000001ms | 2592000001ms",
        "averaging | DRIVER | driver",
        "shuffle | False | false",
        "nonFinite.maxLrFactor | 1e-5 | 1.0E-5",
        "model.hidden | 10, 5 | 10,5",
        "data.classNames | a, b | a,b",
        "data.separator | tab | tab",
        "data.separator | space | space",
        "data.separator | ; | ;",
        "stepSize | 2.50 Epochs | 2.5 epochs",
      })
  void value_isWrittenAsTextThatGivesIt(String name, String given, String text) {
    Property<?> property =
        ClrConf.properties().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    assertThat(written(property, given)).isEqualTo(text);
    assertThat(written(property, text)).isEqualTo(text);
  }

  private static <T> String written(Property<T> property, String given) {
    return property.format(property.parse(given));
  }

  @Test
  void text_isParsedOnce() {
    ClrConf conf = ClrConf.of(Map.of("spark.clr.model.hidden", "10,5"));
    assertThat(conf.get(ModelProperties.HIDDEN)).isSameAs(conf.get(ModelProperties.HIDDEN));
  }

  @Test
  void scheduleDefaults_areThoseOfTheBuilder() {
    ClrConf none = ClrConf.of(Map.of());
    CyclicLR standard = CyclicLR.builder().build();
    assertThat(none.get(ScheduleProperties.BASE_LR)).isEqualTo(standard.baseLr());
    assertThat(none.get(ScheduleProperties.MAX_LR)).isEqualTo(standard.maxLr());
    assertThat(none.get(ScheduleProperties.STEP_SIZE).iterations(new RunLength(0, 0)))
        .isEqualTo(standard.stepSize());
    assertThat(none.get(ScheduleProperties.MODE)).isEqualTo(standard.mode().orElseThrow());
    assertThat(none.get(ScheduleProperties.GAMMA)).isEqualTo(standard.gamma());
    assertThat(none.get(ScheduleProperties.SCALE_MODE)).isEqualTo(standard.scaleMode());
    assertThat(ScheduleProperties.SCALE_FN.standard()).isEmpty();
  }

  @Test
  void keys_areDeclaredOnce() {
    List<String> keys = ClrConf.properties().stream().map(Property::key).toList();
    assertThat(new HashSet<>(keys)).hasSameSizeAs(keys);
    assertThat(keys).allMatch(key -> key.startsWith("spark.clr."));
  }
}
