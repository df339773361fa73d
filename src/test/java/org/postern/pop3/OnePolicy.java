package org.postern.pop3;

import java.util.Set;
import java.util.function.Supplier;
import org.postern.store.UserName;

/** Everybody's policy, which a test may change. */
record OnePolicy(Supplier<MaildropPolicy> policy) implements MaildropPolicies {

    @Override
    public MaildropPolicy of(UserName user) {
        return policy.get();
    }

    @Override
    public Range range() {
        return new Range(Set.of(policy.get().expire()), Set.of(policy.get().loginDelay()));
    }
}
