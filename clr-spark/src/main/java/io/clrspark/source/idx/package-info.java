/** Rows of IDX files, the format of MNIST. */
@NullMarked
package io.clrspark.source.idx;

import org.jspecify.annotations.NullMarked;
