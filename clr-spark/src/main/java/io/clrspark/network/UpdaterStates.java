package io.clrspark.network;

import io.clrspark.Internal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Carries updater state from one network to another of the same parameters, parameter by parameter.
 *
 * <p>DL4J lays state out in blocks of successive parameters whose updaters are equal, one array of
 * a kind (Adam's first moments, then its second) after the other within a block. An override makes
 * updaters equal that were not, blocks join, and the old array copied raw would give parameters
 * each other's moments.
 */
@Internal
public final class UpdaterStates {

  private UpdaterStates() {}

  /** Copies all state that both updaters keep; nothing if {@code from} has no updater yet. */
  public static void carry(Network from, Network to) {
    BaseMultiLayerUpdater<?> source = from.updaterIfAny();
    if (source == null || source.getStateViewArray() == null) {
      return;
    }
    Map<String, INDArray> known = new HashMap<>();
    forEachState(source, known::put);
    forEachState(
        to.updater(),
        (key, state) -> {
          INDArray old = known.get(key);
          if (old != null) {
            state.assign(old);
          }
        });
  }

  /** The views of an updater's state, each named by place in the parameters and kind of state. */
  private interface Visitor {
    void visit(String key, INDArray state);
  }

  private static void forEachState(BaseMultiLayerUpdater<?> updater, Visitor visitor) {
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      Map<String, INDArray> states = states(block);
      for (ParamState parameter : block.getLayersAndVariablesInBlock()) {
        int start = parameter.getParamOffsetStart() - block.getParamOffsetStart();
        int end = parameter.getParamOffsetEnd() - block.getParamOffsetStart();
        states.forEach(
            (kind, state) ->
                visitor.visit(
                    parameter.getParamOffsetStart() + " " + kind,
                    state.reshape(state.length()).get(NDArrayIndex.interval(start, end))));
      }
    }
  }

  @SuppressWarnings("unchecked") // UpdaterBlock holds GradientUpdater raw
  private static Map<String, INDArray> states(UpdaterBlock block) {
    @Nullable Map<String, INDArray> states =
        block.getUpdaterView() == null ? null : block.getGradientUpdater().getState();
    return Objects.requireNonNullElse(states, Map.of());
  }
}
