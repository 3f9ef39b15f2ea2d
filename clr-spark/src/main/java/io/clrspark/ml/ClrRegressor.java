package io.clrspark.ml;

import io.clrspark.Internal;
import io.clrspark.ml.param.ClrSetters;
import io.clrspark.ml.param.DeclaredParams;
import io.clrspark.ml.train.FrameChoice;
import io.clrspark.ml.train.FrameTraining;
import io.clrspark.range.LrRangeTest;
import io.clrspark.range.RangeTestResult;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.Regressor;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Trains a DL4J network that predicts a number, with a learning rate that cycles. Each option of a
 * training, a schedule and a network is a Param, with the name, default and rule of its property.
 *
 * <pre>{@code
 * ClrRegressor regressor =
 *     new ClrRegressor().setMaxLr(0.01).setStepSize("2 epochs").setEpochs(10).setModelHidden(64, 32);
 * ClrRegressionModel model = regressor.fit(train);
 * model.transform(test).select("prediction").show();
 * model.summary().iterations().show();
 * }</pre>
 *
 * <p>Features are an ML vector, an array of numbers or a number. Labels are finite numbers of any
 * type. Each fit is a run of its own, from iteration 0, also where several fit at once.
 */
public final class ClrRegressor extends Regressor<Vector, ClrRegressor, ClrRegressionModel>
    implements ClrSetters<ClrRegressor>, DefaultParamsWritable {

  private static final long serialVersionUID = 1L;

  private final @Nullable String uid;
  private final DeclaredParams declared;

  /** An estimator with a uid of its own. */
  public ClrRegressor() {
    this(Identifiable$.MODULE$.randomUID("clrRegressor"));
  }

  /** The same with a given uid. */
  public ClrRegressor(String uid) {
    this(HeldUid.of(uid));
  }

  private ClrRegressor(HeldUid held) {
    super();
    this.uid = held.release();
    this.declared = new DeclaredParams(this);
    declared.setDefaults();
  }

  @Override
  public String uid() {
    return HeldUid.orHeld(uid);
  }

  @Internal
  @Override
  public DeclaredParams declared() {
    return declared;
  }

  @Override
  public ClrRegressionModel train(Dataset<?> dataset) {
    FrameTraining.Trained trained =
        new FrameTraining(this, FrameChoice.of(this, getFeaturesCol(), getLabelCol()), false)
            .on(dataset.toDF());
    return new ClrRegressionModel(
        uid(),
        FittedNetwork.of(trained),
        new ClrTrainingSummary(dataset.sparkSession(), trained.result()));
  }

  /**
   * Runs a range test with the network that this estimator would train, and its workers, batchSize,
   * seed and history. Its rates and length are those of the test.
   *
   * @throws io.clrspark.ClrException as fit
   */
  public RangeTestResult rangeTest(Dataset<?> dataset, LrRangeTest sweep) {
    return new FrameTraining(this, FrameChoice.of(this, getFeaturesCol(), getLabelCol()), false)
        .test(dataset.toDF(), sweep);
  }

  /**
   * The schema of what the model makes of a frame. Runs no job.
   *
   * @throws IllegalArgumentException if a column is missing or of another type, or two Params
   *     contradict each other
   */
  @Override
  public StructType transformSchema(StructType schema) {
    FrameTraining.check(this);
    FrameChoice choice = FrameChoice.of(this, getFeaturesCol(), getLabelCol());
    ColumnRules.requireTraining(schema, choice);
    return ColumnRules.ofNumber(schema, getPredictionCol());
  }

  @Override
  public ClrRegressor copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<ClrRegressor> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads an estimator from a folder. */
  public static ClrRegressor load(String path) {
    return read().load(path);
  }
}
