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
 * Copies updater state from one network to another that has the same parameters, parameter by
 * parameter.
 *
 * <p>DL4J lays state out in blocks of successive parameters whose updaters are equal. A block has
 * one array per kind of state (Adam's first moments, then its second). An override can make
 * updaters equal that were not: blocks join, and a copy of the whole array would give parameters
 * each other's moments.
 */
@Internal
public final class UpdaterStates {

  private UpdaterStates() {}

  /** Copies all state that both updaters keep; nothing if {@code from} has no updater yet. */
  public static void carry(Network from, Network to) {
    BaseMultiLayerUpdater<?> source = from.updater(false);
    if (source == null || source.getStateViewArray() == null) {
      return;
    }
    Map<String, INDArray> known = views(source);
    views(to.updater())
        .forEach(
            (key, state) -> {
              INDArray old = known.get(key);
              if (old != null) {
                state.assign(old);
              }
            });
  }

  /** Views of an updater's state by the parameter's offset and the kind of state. */
  private static Map<String, INDArray> views(BaseMultiLayerUpdater<?> updater) {
    Map<String, INDArray> views = new HashMap<>();
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      Map<String, INDArray> states = states(block);
      for (ParamState parameter : block.getLayersAndVariablesInBlock()) {
        int start = parameter.getParamOffsetStart() - block.getParamOffsetStart();
        int end = parameter.getParamOffsetEnd() - block.getParamOffsetStart();
        states.forEach(
            (kind, state) ->
                views.put(
                    parameter.getParamOffsetStart() + " " + kind,
                    state.reshape(state.length()).get(NDArrayIndex.interval(start, end))));
      }
    }
    return views;
  }

  @SuppressWarnings("unchecked") // UpdaterBlock holds GradientUpdater raw
  private static Map<String, INDArray> states(UpdaterBlock block) {
    @Nullable Map<String, INDArray> states =
        block.getUpdaterView() == null ? null : block.getGradientUpdater().getState();
    return Objects.requireNonNullElse(states, Map.of());
  }
}
