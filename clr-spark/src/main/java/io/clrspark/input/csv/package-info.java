/** CSV files as rows. May import what {@code io.clrspark.input} may. */
@NullMarked
package io.clrspark.input.csv;

import org.jspecify.annotations.NullMarked;
