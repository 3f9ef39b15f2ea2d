/** IDX files, the format of MNIST, as rows. May import what {@code io.clrspark.input} may. */
@NullMarked
package io.clrspark.input.idx;

import org.jspecify.annotations.NullMarked;
