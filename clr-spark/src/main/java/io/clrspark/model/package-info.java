/** Networks that a job builds from properties, or loads. Never imports Spark. */
@NullMarked
package io.clrspark.model;

import org.jspecify.annotations.NullMarked;
