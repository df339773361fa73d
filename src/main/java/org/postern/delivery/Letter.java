package org.postern.delivery;

import org.postern.store.Arrival;

/** A whole message for one recipient, trace fields before it. */
record Letter(Envelope envelope, Arrival arrival) {}
