/**
 * The values of properties that have a few of them: one enum each, whose {@code toString} is the
 * property's text. Imports the JDK alone.
 */
@NullMarked
package io.clrspark.conf.choice;

import org.jspecify.annotations.NullMarked;
