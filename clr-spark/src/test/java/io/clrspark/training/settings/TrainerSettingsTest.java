package io.clrspark.training.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clrspark.conf.ClrConf;
import io.clrspark.history.log.MemoryLog;
import io.clrspark.history.log.RunKind;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.RecordedRun;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.plan.RunRequest;
import io.clrspark.training.run.RunJournal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Options of a training: what is refused, and what becomes of them. */
class TrainerSettingsTest {

  private static final Checkpoints KEPT = Checkpoints.at("/c");

  static Stream<Arguments> refused() {
    return Stream.of(
        refused(run -> run.workers(0), "workers: 0 (must be a whole number from 1 to 100000)"),
        refused(
            run -> run.workers(100_001),
            "workers: 100001 (must be a whole number from 1 to 100000)"),
        refused(
            run -> run.iterations(1L << 31),
            "iterations: 2147483648 (must be a whole number from 1 to 2147483647)"),
        refused(
            run -> run.roundTimeout(Duration.ofNanos(999_999)),
            "roundTimeout: 0ms (must be a whole number >= 1 with its unit: ms, s, min, h or d)"),
        refused(
            run -> run.history(" "),
            "history:   (must be a path or URI as it is, without $ or a drive such as C:)"),
        refused(run -> run.saveModel("a\nb"), "saveModel: a\\nb (must have no control characters)"),
        refused(
            run -> run.runId("a/b"),
            "runId: a/b (must be 1 to 128 of A-Z a-z 0-9 . _ - and start with a letter or digit)"),
        refused(
            run -> run.checkpoints(KEPT.keep(1001)),
            "keep: 1001 (must be a whole number from 1 to 1000)"),
        refused(
            run -> run.epochs(2).iterations(5),
            "iterations: 5 (epochs = 2 is set too: give one of them)"),
        refused(
            run -> run.resumeUnfinished(),
            "resume: there are no checkpoints (say where with checkpoints)"),
        refused(
            run -> run.onNonFinite(OnNonFinite.rollback(0.5, 1)),
            "onNonFinite: rollback (there are no checkpoints: say where with checkpoints)"),
        refused(
            run -> run.checkpoints(KEPT).resume("a").runId("b"),
            "resume: a (runId = b: give the same or one)"),
        refused(
            run -> run.resume("auto"),
            "resume: auto (it stands for any unfinished run: call runId and resumeUnfinished)"),
        refused(
            run -> run.history(MemoryLog.open("a")).history("/h"),
            "history: /h (a log in memory is set too: give one of them)"),
        refused(
            run -> run.history(MemoryLog.open("a")).checkpoints(KEPT).resume("b"),
            "runId: b (the log in memory is of run a)"),
        refused(
            run -> run.rangeTest(Map.of()).saveModel("/m"),
            "saveModel: /m (a range test leaves no trained network)"),
        refused(
            run -> run.rangeTest(Map.of()).checkpoints(KEPT),
            "checkpoints: /c (a range test cannot be resumed)"));
  }

  private static Arguments refused(UnaryOperator<ClrTrainerBuilder> set, String problem) {
    return Arguments.of(problem, set);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String problem, UnaryOperator<ClrTrainerBuilder> set) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> set.apply(trainer()).build())
        .withMessage("Invalid " + problem);
  }

  @Test
  void laterOption_takesThePlaceOfAnEarlierOne() {
    TrainerSettings settings =
        trainer()
            .runId("a")
            .checkpoints(KEPT.everyEpochs(2))
            .checkpoints(KEPT.everyMinutes(3))
            .onNonFinite(OnNonFinite.rollback(0.1, 2))
            .onNonFinite(OnNonFinite.exclude())
            .resume("b")
            .build()
            .settings();
    assertThat(settings.checkpoints()).contains(KEPT.everyMinutes(3));
    assertThat(settings.onNonFinite()).isEqualTo(OnNonFinite.exclude());
    assertThat(settings.runId()).contains("b");
    assertThat(settings.resume()).isEqualTo(Resume.RUN);
    TrainerSettings others = trainer().workers(9).build().settings();
    assertThat(trainer().workers(3).epochs(7).settings(others).build().settings())
        .isEqualTo(others);
  }

  @Test
  void rangeTest_hasItsOwnFrequencies_andNothingOfLengthModelOrCheckpoints() {
    Map<String, String> properties = new TreeMap<>();
    properties.put("spark.clr.workers", "3");
    properties.put("spark.clr.averagingFrequency", "7");
    properties.put("spark.clr.evaluationFrequency", "8");
    properties.put("spark.clr.epochs", "9");
    properties.put("spark.clr.model.save", "/m");
    properties.put("spark.clr.checkpoint.path", "/c");
    properties.put("spark.clr.resume", "auto");
    properties.put("spark.clr.nonFinite", "rollback");
    properties.put("spark.clr.history.path", "/h");
    assertThat(TrainerSettings.ofRangeTest(ClrConf.of(properties)))
        .isEqualTo(trainer().workers(3).averagingFrequency(1).history("/h").build().settings());
    properties.put("spark.clr.range.averagingFrequency", "4");
    properties.put("spark.clr.range.evaluationFrequency", "5");
    assertThat(TrainerSettings.ofRangeTest(ClrConf.of(properties)))
        .isEqualTo(
            trainer()
                .workers(3)
                .averagingFrequency(4)
                .evaluationFrequency(5)
                .history("/h")
                .build()
                .settings());
  }

  @Test
  void recordedConfiguration_hasWhatTheRunIsTrainedWith_andTheCallersOwn() {
    ClrTrainerBuilder trainer =
        trainer()
            .iterations(70)
            .roundTimeout(Duration.ofSeconds(5))
            .checkpoints(KEPT)
            .onNonFinite(OnNonFinite.rollback(0.25, 2))
            .history("/h")
            .saveModel("/m")
            .runId("a")
            .configuration(Map.of("spark.app.name", "b", "spark.clr.seed", "7"));
    Map<String, String> expected = new TreeMap<>();
    expected.put("spark.app.name", "b");
    expected.put("spark.clr.averaging", "auto");
    expected.put("spark.clr.averagingFrequency", "5");
    expected.put("spark.clr.batchSize", "32");
    expected.put("spark.clr.iterations", "70");
    expected.put("spark.clr.nonFinite", "rollback");
    expected.put("spark.clr.nonFinite.maxLrFactor", "0.25");
    expected.put("spark.clr.nonFinite.rollbacks", "2");
    expected.put("spark.clr.roundTimeout", "5000ms");
    expected.put("spark.clr.seed", "7");
    expected.put("spark.clr.shuffle", "true");
    expected.put("spark.clr.updaterState", "average");
    expected.put("spark.clr.workers", "2");
    assertThat(recorded(trainer)).isEqualTo(expected);
    expected.put("spark.clr.evaluationFrequency", "3");
    assertThat(recorded(trainer.evaluationFrequency(3))).isEqualTo(expected);
  }

  @Test
  void recordedConfiguration_ofARangeTest_hasItsSettings() {
    ClrTrainerBuilder trainer = trainer().rangeTest(Map.of("spark.clr.range.length", "20"));
    assertThat(trainer.build().request().kind()).isEqualTo(RunKind.RANGE_TEST);
    assertThat(recorded(trainer)).containsEntry("spark.clr.range.length", "20");
  }

  private static Map<String, String> recorded(ClrTrainerBuilder trainer) {
    RecordedRun recorder = new RecordedRun();
    RunRequest request = trainer.build().request();
    new RunJournal("run", recorder, request).starting();
    return recorder.events.get(0).setup().configuration();
  }

  private static ClrTrainerBuilder trainer() {
    return ClrTrainer.builder(CyclicLR.triangular(0.001, 0.05, 4));
  }
}
