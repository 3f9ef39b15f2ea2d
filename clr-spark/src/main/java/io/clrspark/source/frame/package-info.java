/** Rows of DataFrames. */
@NullMarked
package io.clrspark.source.frame;

import org.jspecify.annotations.NullMarked;
