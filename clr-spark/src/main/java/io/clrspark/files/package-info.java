/**
 * Files that appear whole or not at all, files with numbers in their names, records as JSON, and
 * errors in one line.
 *
 * <p>May import the JDK, Hadoop, Jackson, commons-lang3 and {@code io.clrspark} itself.
 */
@NullMarked
package io.clrspark.files;

import org.jspecify.annotations.NullMarked;
