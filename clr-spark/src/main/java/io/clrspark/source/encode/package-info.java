/** Turns what is read of a row into the features of a network. */
@NullMarked
package io.clrspark.source.encode;

import org.jspecify.annotations.NullMarked;
