/**
 * The training data as the engine holds it: primitive bytes in one global order, dealt to logical
 * workers. May import Spark, ND4J's arrays and data sets; never the history or a schedule. For the
 * engine only: its public types are no API.
 */
@NullMarked
package io.clrspark.training.data;

import org.jspecify.annotations.NullMarked;
