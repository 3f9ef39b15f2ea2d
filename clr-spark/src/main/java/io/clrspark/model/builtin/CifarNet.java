package io.clrspark.model.builtin;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.ModelProperties;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * The CIFAR-10 network on which the paper (Smith, arXiv 1506.01186, section 4.1) tries cyclical
 * rates: Caffe's example {@code cifar10_full}. The paper compares with its 70,000 iterations. Three
 * 5x5 convolutions of 32, 32 and 64 maps, padded to keep the size; 3x3 pooling of stride 2 after
 * each, of the maximum, the average and the average; softmax output, cross-entropy loss (MCXENT),
 * of type float. 32x32 pixels become 16x16, 8x8 and 4x4; images of any size work. Features [n,
 * channels, height, width], labels one-hot [n, classes].
 *
 * <p>Differences from the example: there is no local response normalization after the first two
 * poolings (Caffe's is within a map, DL4J's across maps; it changes activations of order one by
 * less than a thousandth), no weight decay, and no double rate for biases. The deviation of the
 * first weights fits the activation instead of being fixed.
 */
public final class CifarNet {

  private static final List<Integer> MAPS = List.of(32, 32, 64);

  private CifarNet() {}

  /**
   * An initialized network.
   *
   * @param conf {@code spark.clr.model.*} and the seed of the first weights
   * @param image the shape of an example
   * @param classes classes of the label
   * @throws ClrException if it would have more than 500,000,000 parameters
   */
  public static MultiLayerNetwork create(ClrConf conf, InputTypeConvolutional image, int classes) {
    List<Integer> maps = conf.set(ModelProperties.MAPS).orElse(MAPS);
    return BuiltInNetworks.initialized(
        BuiltInNetworks.start(conf)
            .convolutionMode(ConvolutionMode.Same)
            .list()
            .layer(BuiltInNetworks.convolution(maps.get(0)))
            .layer(pooling(PoolingType.MAX))
            .layer(BuiltInNetworks.convolution(maps.get(1)))
            .layer(pooling(PoolingType.AVG))
            .layer(BuiltInNetworks.convolution(maps.get(2)))
            .layer(pooling(PoolingType.AVG))
            .layer(BuiltInNetworks.output(classes).build())
            .setInputType(image)
            .build(),
        ModelProperties.TYPE + ": cifar",
        "%s = %s, images of %s and %d classes"
            .formatted(ModelProperties.MAPS, maps, BuiltInNetworks.text(image), classes));
  }

  private static SubsamplingLayer pooling(PoolingType type) {
    return new SubsamplingLayer.Builder(type).kernelSize(3, 3).stride(2, 2).build();
  }
}
