/**
 * Every {@code spark.clr.*} property: key, type, default, rule and meaning, in one place, the typed
 * reader of them, and the rules between them. No key is written out elsewhere.
 *
 * <p>Never imports Spark, so that rates can be looked at where Spark is not.
 */
@NullMarked
package io.clrspark.conf;

import org.jspecify.annotations.NullMarked;
