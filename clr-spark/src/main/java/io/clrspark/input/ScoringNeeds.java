package io.clrspark.input;

import io.clrspark.Internal;
import io.clrspark.source.scale.FittedScaling;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What a saved model requires of the rows that it scores.
 *
 * @param shape the shape of an example; empty if the properties or else the files say
 * @param features the columns that it was trained on, in order; empty if they are not known
 * @param label the label's column; empty if it is not known
 * @param scaling how features are scaled, once divided
 * @param ids how many ids an embedding as its first layer takes; 0 if features are numbers
 * @param classes classes of the label; 0 if labels are numbers
 * @param names the names of the classes; empty if they have none
 * @param type the type of the network
 */
@Internal
public record ScoringNeeds(
    List<Integer> shape,
    List<String> features,
    String label,
    Optional<FittedScaling> scaling,
    long ids,
    int classes,
    List<String> names,
    DataType type) {}
