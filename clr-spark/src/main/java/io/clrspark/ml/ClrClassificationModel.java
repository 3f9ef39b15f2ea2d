package io.clrspark.ml;

import io.clrspark.Internal;
import io.clrspark.ml.param.ClrParams;
import io.clrspark.ml.param.DeclaredParams;
import io.clrspark.ml.predict.ClassOutput;
import io.clrspark.ml.predict.OutputColumns;
import io.clrspark.ml.predict.Scoring;
import java.util.Arrays;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;
import scala.Tuple3;

/**
 * A network that {@link ClrClassifier} trained. {@code rawPrediction} is DL4J's own output, {@code
 * probability} the same as a distribution, {@code prediction} the class of the largest probability
 * after its threshold.
 */
public final class ClrClassificationModel
    extends ProbabilisticClassificationModel<Vector, ClrClassificationModel>
    implements ClrParams, MLWritable {

  private static final long serialVersionUID = 1L;

  private final @Nullable String uid;
  private final DeclaredParams declared;
  private final FittedNetwork fitted;
  private final transient @Nullable ClrTrainingSummary summary;

  /**
   * @param summary how it was trained; null if it was loaded
   */
  ClrClassificationModel(String uid, FittedNetwork fitted, @Nullable ClrTrainingSummary summary) {
    this(HeldUid.of(uid), fitted, summary);
  }

  private ClrClassificationModel(
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

  @Override
  public int numClasses() {
    return fitted.classes();
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
    return ColumnRules.ofClasses(
        ColumnRules.requireFeatures(schema, getFeaturesCol()),
        getRawPredictionCol(),
        getProbabilityCol(),
        getPredictionCol(),
        numClasses());
  }

  /** Adds the columns whose names are not empty. Runs no job; works on streams too. */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    OutputColumns columns =
        new OutputColumns(
            getRawPredictionCol(),
            getProbabilityCol(),
            getPredictionCol(),
            numClasses(),
            isDefined(thresholds()) ? Arrays.stream(getThresholds()).boxed().toList() : null);
    return new Scoring(fitted.pool(), fitted.features(), fitted.shape(), this)
        .of(dataset, getFeaturesCol(), columns, transformSchema(dataset.schema()));
  }

  /** DL4J's output for a row, one number per class. */
  @Override
  public Vector predictRaw(Vector features) {
    return Vectors.dense(ClassOutput.raw(fitted.output(features)));
  }

  @Override
  public Vector raw2probabilityInPlace(Vector raw) {
    return Vectors.dense(ClassOutput.probability(raw.toArray()));
  }

  /** Declared because Java sees two methods of that name, of Spark's two model classes. */
  @Internal
  @Override
  @SuppressWarnings({"rawtypes", "unchecked"})
  public Tuple3 findSummaryModel() {
    return new Tuple3(this, getProbabilityCol(), getPredictionCol());
  }

  @Override
  public ClrClassificationModel copy(ParamMap extra) {
    ClrClassificationModel copied = new ClrClassificationModel(uid(), fitted, summary);
    copyValues(copied, extra).setParent(parent());
    return copied;
  }

  @Override
  public MLWriter write() {
    return ModelFolder.writer(this, fitted);
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<ClrClassificationModel> read() {
    return ModelFolder.reader(
        ClrClassificationModel.class,
        ClrClassifier::new,
        (uid, fitted) -> new ClrClassificationModel(uid, fitted, null));
  }

  /** Reads a model from a folder. */
  public static ClrClassificationModel load(String path) {
    return read().load(path);
  }
}
