/**
 * Rows of files: which files there are, and one partition per file. May import {@code source},
 * Spark and Hadoop.
 */
@NullMarked
package io.clrspark.source.file;

import org.jspecify.annotations.NullMarked;
