/** Rows of any source as labelled numbers on their way to examples. */
@NullMarked
package io.clrspark.source;

import org.jspecify.annotations.NullMarked;
