/** Rows from folders of image files. */
@NullMarked
package io.clrspark.source.image;

import org.jspecify.annotations.NullMarked;
