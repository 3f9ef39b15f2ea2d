/**
 * What a run needs to resume after a crash, in files on any Hadoop file system. For the engine
 * only: the public types here are no API.
 */
@NullMarked
package io.clrspark.training.checkpoint;

import org.jspecify.annotations.NullMarked;
