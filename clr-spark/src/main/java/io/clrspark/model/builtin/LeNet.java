package io.clrspark.model.builtin;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.ModelProperties;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * LeNet in the form that Deeplearning4j's and Caffe's MNIST examples have: two 5x5 convolutions of
 * 20 and 50 maps, 2x2 max pooling after each, a dense layer of 500 units, softmax output,
 * cross-entropy loss (MCXENT), of type float. After LeCun et al., Gradient-Based Learning Applied
 * to Document Recognition, 1998. Features [n, channels, height, width], labels one-hot [n,
 * classes].
 *
 * <p>The convolutions are not padded: 28x28 pixels become 24x24, 12x12, 8x8 and 4x4. Nothing would
 * be left of images with a side of less than 16 pixels. For them convolutions and pooling are
 * padded: 8x8 pixels become 8x8, 4x4, 4x4 and 2x2.
 */
public final class LeNet {

  private static final List<Integer> MAPS = List.of(20, 50);

  /** The smallest side of which unpadded layers leave a pixel: 16, 12, 6, 2, 1. */
  private static final int LEAST_UNPADDED = 16;

  private LeNet() {}

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
    int dense = conf.get(ModelProperties.DENSE);
    boolean padded = Math.min(image.getHeight(), image.getWidth()) < LEAST_UNPADDED;
    return BuiltInNetworks.initialized(
        BuiltInNetworks.start(conf)
            .convolutionMode(padded ? ConvolutionMode.Same : ConvolutionMode.Truncate)
            .list()
            .layer(BuiltInNetworks.convolution(maps.get(0)))
            .layer(pooling())
            .layer(BuiltInNetworks.convolution(maps.get(1)))
            .layer(pooling())
            .layer(new DenseLayer.Builder().nOut(dense).build())
            .layer(BuiltInNetworks.output(classes).build())
            .setInputType(image)
            .build(),
        ModelProperties.TYPE + ": lenet",
        "%s = %s, %s = %d, images of %s and %d classes"
            .formatted(
                ModelProperties.MAPS,
                maps,
                ModelProperties.DENSE,
                dense,
                BuiltInNetworks.text(image),
                classes));
  }

  private static SubsamplingLayer pooling() {
    return new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build();
  }
}
