/**
 * Rows of any source as labelled numbers on their way to examples. May import {@code examples} and
 * {@code network}.
 */
@NullMarked
package io.clrspark.source;

import org.jspecify.annotations.NullMarked;
