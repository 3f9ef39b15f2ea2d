/** Rows of files: which files there are, and one partition per file. */
@NullMarked
package io.clrspark.source.file;

import org.jspecify.annotations.NullMarked;
