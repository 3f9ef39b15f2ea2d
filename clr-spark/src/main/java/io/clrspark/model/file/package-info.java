/** Reads saved models from files that nobody has to trust: only known classes, within limits. */
@NullMarked
package io.clrspark.model.file;

import org.jspecify.annotations.NullMarked;
