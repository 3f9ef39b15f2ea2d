package io.clrspark.network.fast;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer's output before activation, kept from one step of an update for the next one. */
final class KeptOutput {

  private @Nullable INDArray output;

  /** Keeps a copy, since activations are computed in place, beside arrays that last as long. */
  @SuppressWarnings("try") // the workspace is a scope
  void put(INDArray made, ArrayType beside, LayerWorkspaceMgr workspaces) {
    try (MemoryWorkspace scope = workspaces.notifyScopeBorrowed(beside)) {
      output = made.unsafeDuplication();
    }
  }

  /** The kept output, which is then kept no more; null if there is none. */
  @Nullable INDArray take() {
    INDArray taken = output;
    output = null;
    return taken;
  }
}
