/** What commands print and write. May import the library and Spark SQL. */
@NullMarked
package io.clrspark.jobs.output;

import org.jspecify.annotations.NullMarked;
