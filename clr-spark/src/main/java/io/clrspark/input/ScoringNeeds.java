package io.clrspark.input;

import io.clrspark.Internal;
import io.clrspark.source.encode.FittedEncoding;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What a saved model requires of the rows that it scores.
 *
 * @param shape the shape of an example; empty if the properties or else the files say
 * @param features the columns that it was trained on, in order; empty if they are not known
 * @param labels the labels' columns; empty if they are not known
 * @param encoding how features are made of rows
 * @param ids how many ids an embedding as its first layer takes; 0 if features are numbers
 * @param classes classes of the label; 0 if labels are numbers
 * @param names the names of the classes; empty if they have none
 * @param type the type of the network
 */
@Internal
public record ScoringNeeds(
    List<Integer> shape,
    List<String> features,
    List<String> labels,
    FittedEncoding encoding,
    long ids,
    int classes,
    List<String> names,
    DataType type) {}
