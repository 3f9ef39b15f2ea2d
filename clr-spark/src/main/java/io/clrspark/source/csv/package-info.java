/** Rows of CSV files. */
@NullMarked
package io.clrspark.source.csv;

import org.jspecify.annotations.NullMarked;
