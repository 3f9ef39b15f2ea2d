package io.clrspark.training.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.conf.CheckpointProperties;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.ModelProperties;
import io.clrspark.conf.Property;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.conf.choice.Averaging;
import io.clrspark.conf.choice.UpdaterState;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.settings.Checkpoints;
import io.clrspark.training.settings.OnNonFinite;
import io.clrspark.training.settings.TrainerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.commons.lang3.SerializationUtils;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Every option of a training in every form: properties, builder, JSON, YAML, Java's bytes. */
class SettingsFormsTest {

  private static final CyclicLR SCHEDULE = CyclicLR.triangular(0.001, 0.05, 4);

  /** An option, what sets it in a program, its text as a property, and what else it needs. */
  private record Option(
      Property<?> property, UnaryOperator<ClrTrainerBuilder> set, String text, String needed) {}

  private static final List<Option> OPTIONS =
      List.of(
          new Option(TrainingProperties.WORKERS, run -> run.workers(3), "3", ""),
          new Option(TrainingProperties.BATCH_SIZE, run -> run.batchSize(7), "7", ""),
          new Option(
              TrainingProperties.AVERAGING_FREQUENCY, run -> run.averagingFrequency(9), "9", ""),
          new Option(TrainingProperties.EPOCHS, run -> run.epochs(2), "2", ""),
          new Option(
              TrainingProperties.ITERATIONS, run -> run.iterations(1L << 30), "1073741824", ""),
          new Option(TrainingProperties.SEED, run -> run.seed(-3), "-3", ""),
          new Option(TrainingProperties.SHUFFLE, run -> run.shuffle(false), "false", ""),
          new Option(
              TrainingProperties.UPDATER_STATE,
              run -> run.updaterState(UpdaterState.RESET),
              "reset",
              ""),
          new Option(
              TrainingProperties.AVERAGING,
              run -> run.averaging(Averaging.EXECUTORS),
              "executors",
              ""),
          new Option(
              TrainingProperties.EVALUATION_FREQUENCY,
              run -> run.evaluationFrequency(11),
              "11",
              ""),
          new Option(
              TrainingProperties.ROUND_TIMEOUT,
              run -> run.roundTimeout(Duration.ofSeconds(5)),
              "5000ms",
              ""),
          new Option(TrainingProperties.RUN_ID, run -> run.runId("a-1"), "a-1", ""),
          new Option(TrainingProperties.HISTORY_PATH, run -> run.history("/h i"), "/h i", ""),
          new Option(ModelProperties.SAVE, run -> run.saveModel("/m"), "/m", ""),
          new Option(
              CheckpointProperties.PATH, run -> run.checkpoints(Checkpoints.at("/c")), "/c", ""),
          new Option(
              CheckpointProperties.EVERY_ITERATIONS,
              run -> run.checkpoints(Checkpoints.at("/c").everyIterations(5)),
              "5",
              "checkpoint.path=/c"),
          new Option(
              CheckpointProperties.EVERY_MINUTES,
              run -> run.checkpoints(Checkpoints.at("/c").everyMinutes(6)),
              "6",
              "checkpoint.path=/c"),
          new Option(
              CheckpointProperties.EVERY_EPOCHS,
              run -> run.checkpoints(Checkpoints.at("/c").everyEpochs(7)),
              "7",
              "checkpoint.path=/c"),
          new Option(
              CheckpointProperties.KEEP,
              run -> run.checkpoints(Checkpoints.at("/c").keep(8)),
              "8",
              "checkpoint.path=/c"),
          new Option(
              CheckpointProperties.RESUME,
              run -> run.checkpoints(Checkpoints.at("/c")).resume("b"),
              "b",
              "checkpoint.path=/c"),
          new Option(
              CheckpointProperties.NON_FINITE,
              run -> run.onNonFinite(OnNonFinite.exclude()),
              "exclude",
              ""),
          new Option(
              CheckpointProperties.MAX_LR_FACTOR,
              run ->
                  run.checkpoints(Checkpoints.at("/c")).onNonFinite(OnNonFinite.rollback(1e-5, 3)),
              "1.0E-5",
              "checkpoint.path=/c nonFinite=rollback"),
          new Option(
              CheckpointProperties.ROLLBACKS,
              run ->
                  run.checkpoints(Checkpoints.at("/c")).onNonFinite(OnNonFinite.rollback(0.5, 4)),
              "4",
              "checkpoint.path=/c nonFinite=rollback"));

  static List<Property<?>> declared() {
    return TrainingProperties.options();
  }

  @ParameterizedTest
  @MethodSource("declared")
  void everyOption_isTheSameInEveryForm(Property<?> property) {
    Option option =
        OPTIONS.stream().filter(one -> one.property() == property).findFirst().orElseThrow();

    TrainerSettings settings = option.set().apply(ClrTrainer.builder(SCHEDULE)).build().settings();

    assertThat(settings.asProperties()).containsEntry(property.key(), option.text());
    assertThat(property.standard()).isNotEqualTo(Optional.of(option.text()));
    assertThat(settings).isEqualTo(TrainerSettings.of(ClrConf.of(properties(option))));
    requireSameInEveryForm(settings);
  }

  @Test
  void builderWithoutOptions_hasTheDefaultsOfProperties() {
    TrainerSettings settings = ClrTrainer.builder(SCHEDULE).build().settings();
    assertThat(settings).isEqualTo(TrainerSettings.of(ClrConf.of(Map.of())));
    assertThat(settings.asProperties())
        .isEqualTo(
            Map.of(
                "spark.clr.workers", "2",
                "spark.clr.batchSize", "32",
                "spark.clr.averagingFrequency", "5",
                "spark.clr.epochs", "1",
                "spark.clr.seed", "42",
                "spark.clr.shuffle", "true",
                "spark.clr.updaterState", "average",
                "spark.clr.averaging", "auto",
                "spark.clr.nonFinite", "fail"));
    assertThat(settings.onNonFinite()).isEqualTo(OnNonFinite.fail());
    requireSameInEveryForm(settings);
  }

  @Test
  void unfinishedRun_isTheSameInEveryForm() {
    TrainerSettings settings =
        ClrTrainer.builder(SCHEDULE)
            .checkpoints(Checkpoints.at("/c"))
            .resumeUnfinished()
            .runId("a")
            .build()
            .settings();
    assertThat(settings.asProperties())
        .containsEntry("spark.clr.resume", "auto")
        .containsEntry("spark.clr.runId", "a");
    requireSameInEveryForm(settings);
  }

  @Test
  void longestTime_isTheSameInEveryForm() {
    requireSameInEveryForm(
        ClrTrainer.builder(SCHEDULE).roundTimeout(Duration.ofDays(999_999_999)).build().settings());
  }

  private static Map<String, String> properties(Option option) {
    Map<String, String> properties = new TreeMap<>();
    properties.put(option.property().key(), option.text());
    for (String one : option.needed().split(" ", -1)) {
      String[] parts = one.split("=", 2);
      if (parts.length == 2) {
        properties.put("spark.clr." + parts[0], parts[1]);
      }
    }
    return properties;
  }

  private static void requireSameInEveryForm(TrainerSettings settings) {
    ClrTrainer trainer = ClrTrainer.builder(SCHEDULE).settings(settings).build();
    assertThat(trainer.settings()).isEqualTo(settings);
    assertThat(TrainerSettings.of(ClrConf.of(settings.asProperties()))).isEqualTo(settings);
    assertThat(SerializationUtils.roundtrip(settings)).isEqualTo(settings);
    ClrTrainer fromJson = through(trainer, JsonMappers.getMapper());
    assertThat(fromJson.settings()).isEqualTo(settings);
    assertThat(fromJson.schedule()).isEqualTo(SCHEDULE);
    ClrTrainer fromYaml = through(trainer, JsonMappers.getMapperYaml());
    assertThat(fromYaml.settings()).isEqualTo(settings);
    assertThat(fromYaml.schedule()).isEqualTo(SCHEDULE);
  }

  private static ClrTrainer through(ClrTrainer trainer, ObjectMapper mapper) {
    return MasterText.read(MasterText.write(trainer, mapper), mapper);
  }
}
