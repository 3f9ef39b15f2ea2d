package io.clrspark.testing;

import java.util.function.Function;
import java.util.function.Supplier;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/** DL4J's updaters that have a rate, but AdaBelief: M2.1 cannot train a network with it. */
@SuppressWarnings("ImmutableEnumChecker") // its functions have no state
public enum Updaters {
  SGD(Sgd::new, UpdateRule::sgd),
  NESTEROVS(Nesterovs::new, UpdateRule::nesterovs),
  ADAM(Adam::new, UpdateRule::adam),
  ADAMAX(AdaMax::new, UpdateRule::adaMax),
  AMSGRAD(AMSGrad::new, UpdateRule::amsGrad),
  NADAM(Nadam::new, UpdateRule::nadam),
  RMSPROP(RmsProp::new, UpdateRule::rmsProp),
  ADAGRAD(AdaGrad::new, UpdateRule::adaGrad);

  private final Function<ISchedule, IUpdater> updater;
  private final Supplier<UpdateRule> rule;

  Updaters(Function<ISchedule, IUpdater> updater, Supplier<UpdateRule> rule) {
    this.updater = updater;
    this.rule = rule;
  }

  public IUpdater of(ISchedule rate) {
    return updater.apply(rate);
  }

  /** What it does to one parameter, from the start. */
  public UpdateRule rule() {
    return rule.get();
  }
}
