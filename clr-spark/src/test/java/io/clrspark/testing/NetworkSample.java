package io.clrspark.testing;

import io.clrspark.testing.Dl4jFit.Rates;
import java.util.function.Function;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.NeuralNetwork;
import org.nd4j.linalg.dataset.MultiDataSet;

/** A network and examples for it, each made anew when asked for. */
public final class NetworkSample {

  private final Function<Rates, ? extends NeuralNetwork> network;
  private final Supplier<MultiDataSet> data;

  public NetworkSample(
      Function<Rates, ? extends NeuralNetwork> network, Supplier<MultiDataSet> data) {
    this.network = network;
    this.data = data;
  }

  public NeuralNetwork network(Rates rates) {
    return network.apply(rates);
  }

  public MultiDataSet data() {
    return data.get();
  }
}
