/** What a program is told of a run while it trains and when it ends. Part of the API. */
@NullMarked
package io.clrspark.training.observer;

import org.jspecify.annotations.NullMarked;
