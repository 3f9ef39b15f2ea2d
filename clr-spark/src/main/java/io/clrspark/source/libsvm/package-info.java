/** Rows of LIBSVM files. */
@NullMarked
package io.clrspark.source.libsvm;

import org.jspecify.annotations.NullMarked;
