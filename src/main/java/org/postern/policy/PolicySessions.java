package org.postern.policy;

import org.postern.delivery.Delivery;
import org.postern.net.Link;
import org.postern.net.ProtocolSession;
import org.postern.net.SessionFactory;

/** Makes the sessions of the policy listener. Thread-safe. */
public final class PolicySessions implements SessionFactory {
    private final Delivery delivery;

    public PolicySessions(Delivery delivery) {
        this.delivery = delivery;
    }

    @Override
    public ProtocolSession<?> open(Link link) {
        return new PolicySession(link, delivery);
    }

    /** There is no word for it: Postfix takes a connection that closes for a service that is away. */
    @Override
    public String busy() {
        return "";
    }
}
