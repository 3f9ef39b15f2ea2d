package io.clrspark.network;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/**
 * The labels that a network's one output takes, if they are one row of numbers per example.
 *
 * @param kind what the numbers mean
 * @param units units of the output layer; 0 if the network does not say
 * @param loss the loss function's class, for messages
 */
@Internal
public record OutputLabels(Kind kind, long units, String loss) {

  /** What a row of labels means. */
  public enum Kind {
    /** One of the units' classes, as a one-hot row, or a probability for each. */
    CLASS,
    /** One of the units' classes, as its number. */
    CLASS_NUMBER,
    /** A number from 0 to 1 for each unit. */
    PROBABILITIES,
    /** A number for each unit. */
    NUMBERS
  }

  /**
   * What the output layer's loss and activation ask for.
   *
   * @throws ClrException if the network has several outputs, or if its output does not take rows
   */
  public static OutputLabels of(Architecture architecture) {
    if (architecture.outputs().size() != 1 || architecture.inputs() != 1) {
      throw new ClrException(
          "Cannot train a network of %s inputs and %s outputs on rows. Give ClrTrainer.fitMultiDataSet a JavaRDD<MultiDataSet>."
              .formatted(architecture.inputs(), architecture.outputs().size()));
    }
    Layer layer = architecture.outputs().get(0);
    ILossFunction loss = loss(layer);
    return new OutputLabels(
        kind(layer, loss), architecture.units(0), loss.getClass().getSimpleName());
  }

  /** Whether one unit gives the probability of class 1, of two. */
  public boolean isOneOfTwo() {
    return kind == Kind.PROBABILITIES && units == 1;
  }

  /** How many classes the units tell apart. */
  public int classes() {
    return isOneOfTwo() ? 2 : Math.toIntExact(units);
  }

  /**
   * Why the output layer does not tell at least two classes apart, with a unit for each or one for
   * two, as a clause; empty if it does.
   */
  public Optional<String> problemWithClasses() {
    return switch (kind) {
      case NUMBERS -> problem("is for numbers, not classes; for classes");
      case CLASS_NUMBER ->
          problem("takes a class's number, not a row with a number for each class;");
      case CLASS, PROBABILITIES -> {
        if (units == 0) {
          yield problem("is of a layer that does not say how many units it has;");
        }
        yield classes() == 1 ? problem("has one unit for all classes;") : Optional.empty();
      }
    };
  }

  /** Why the output layer does not predict numbers, as a clause; empty if it does. */
  public Optional<String> problemWithNumbers() {
    String wayOut = " give it identity and MSE, with a unit for each number";
    if (kind != Kind.NUMBERS) {
      return Optional.of("its output layer's %s tells classes apart;".formatted(loss) + wayOut);
    }
    return units == 0
        ? Optional.of(
            "its output layer's %s is of a layer that does not say how many units it has;"
                    .formatted(loss)
                + wayOut)
        : Optional.empty();
  }

  private Optional<String> problem(String what) {
    return Optional.of(
        "its output layer's %s %s give it softmax and MCXENT, with a unit for each class"
            .formatted(loss, what));
  }

  private static ILossFunction loss(Layer layer) {
    if (layer instanceof OutputLayer || layer instanceof CenterLossOutputLayer) {
      return ((BaseOutputLayer) layer).getLossFn();
    }
    if (layer instanceof LossLayer output) {
      return output.getLossFn();
    }
    throw new ClrException(
        ("Cannot train a network whose last layer is %s on rows. Give a JavaRDD<DataSet> with labels"
                + " of the shape that it takes.")
            .formatted(layer.getClass().getSimpleName()));
  }

  private static Kind kind(Layer layer, ILossFunction loss) {
    if (loss instanceof LossSparseMCXENT) {
      return Kind.CLASS_NUMBER;
    }
    boolean softmax =
        layer instanceof BaseLayer base && base.getActivationFn() instanceof ActivationSoftmax;
    if (loss instanceof LossMCXENT || softmax) {
      return Kind.CLASS;
    }
    return loss instanceof LossBinaryXENT ? Kind.PROBABILITIES : Kind.NUMBERS;
  }
}
