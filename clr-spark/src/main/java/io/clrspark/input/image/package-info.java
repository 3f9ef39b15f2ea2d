/**
 * Images in files, or as bytes in a column, as rows. May import what {@code io.clrspark.input} may,
 * and Java's ImageIO.
 */
@NullMarked
package io.clrspark.input.image;

import org.jspecify.annotations.NullMarked;
