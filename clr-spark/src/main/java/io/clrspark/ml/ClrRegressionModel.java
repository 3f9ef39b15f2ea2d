package io.clrspark.ml;

import io.clrspark.Internal;
import io.clrspark.ml.param.ClrParams;
import io.clrspark.ml.param.DeclaredParams;
import io.clrspark.ml.predict.OutputColumns;
import io.clrspark.ml.predict.Scoring;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.RegressionModel;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;

/** A network that {@link ClrRegressor} trained; {@code prediction} is DL4J's own output. */
public final class ClrRegressionModel extends RegressionModel<Vector, ClrRegressionModel>
    implements ClrParams, MLWritable {

  private static final long serialVersionUID = 1L;

  private final @Nullable String uid;
  private final DeclaredParams declared;
  private final FittedNetwork fitted;
  private final transient @Nullable ClrTrainingSummary summary;

  /**
   * @param summary how it was trained; null if it was loaded
   */
  ClrRegressionModel(String uid, FittedNetwork fitted, @Nullable ClrTrainingSummary summary) {
    this(HeldUid.of(uid), fitted, summary);
  }

  private ClrRegressionModel(
      HeldUid held, FittedNetwork fitted, @Nullable ClrTrainingSummary summary) {
    super();
    this.uid = held.release();
    this.declared = new DeclaredParams(this);
    this.fitted = fitted;
    this.summary = summary;
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

  /** Numbers per row. */
  @Override
  public int numFeatures() {
    return fitted.features();
  }

  /** DL4J's network itself: a MultiLayerNetwork or a ComputationGraph. */
  public Model network() {
    return fitted.model();
  }

  /** The id of the run that trained it. */
  public String trainingRunId() {
    return fitted.runId();
  }

  /** Whether it was trained in this process, and has a summary. */
  public boolean hasSummary() {
    return summary != null;
  }

  /**
   * How it was trained.
   *
   * @throws IllegalStateException if it was loaded from a folder
   */
  public ClrTrainingSummary summary() {
    if (summary == null) {
      throw new IllegalStateException(
          "Cannot give the summary of model "
              + uid()
              + ": it was not trained in this process. Its run is "
              + trainingRunId()
              + " in the history at historyPath, if that was set.");
    }
    return summary;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return ColumnRules.ofNumber(
        ColumnRules.requireFeatures(schema, getFeaturesCol()), getPredictionCol());
  }

  /** Adds the column of predictions. Runs no job; works on streams too. */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    OutputColumns columns = OutputColumns.ofNumber(getPredictionCol());
    return new Scoring(fitted.pool(), fitted.features(), fitted.shape(), this)
        .of(dataset, getFeaturesCol(), columns, transformSchema(dataset.schema()));
  }

  /** DL4J's output for a row. */
  @Override
  public double predict(Vector features) {
    return fitted.output(features)[0];
  }

  @Override
  public ClrRegressionModel copy(ParamMap extra) {
    ClrRegressionModel copied = new ClrRegressionModel(uid(), fitted, summary);
    copyValues(copied, extra).setParent(parent());
    return copied;
  }

  @Override
  public MLWriter write() {
    return ModelFolder.writer(this, fitted);
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<ClrRegressionModel> read() {
    return ModelFolder.reader(
        ClrRegressionModel.class,
        ClrRegressor::new,
        (uid, fitted) -> new ClrRegressionModel(uid, fitted, null));
  }

  /** Reads a model from a folder. */
  public static ClrRegressionModel load(String path) {
    return read().load(path);
  }
}
