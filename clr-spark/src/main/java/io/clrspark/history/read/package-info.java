/** The tables and views of a history at one moment. Public types here are no API. */
@NullMarked
package io.clrspark.history.read;

import org.jspecify.annotations.NullMarked;
