/** Checks that a history is complete: every file can be read and every run has each row once. */
@NullMarked
package io.clrspark.history.verify;

import org.jspecify.annotations.NullMarked;
