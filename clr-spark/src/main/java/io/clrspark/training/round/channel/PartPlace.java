package io.clrspark.training.round.channel;

import io.clrspark.training.average.TreePart;
import java.io.Serializable;

/**
 * Where a process finds the average of a part of the tree.
 *
 * @param examples how many it stands for
 */
record PartPlace(TreePart part, long examples, StatePlace state) implements Serializable {}
