/**
 * Files that appear whole or not at all, files with numbers in their names, records as JSON, and
 * errors in one line.
 */
@NullMarked
package io.clrspark.files;

import org.jspecify.annotations.NullMarked;
