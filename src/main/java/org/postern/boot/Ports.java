package org.postern.boot;

/** Which ports listeners take. */
public enum Ports {
    AS_CONFIGURED,
    /** Any free one for each listener that is not turned off. */
    ANY_FREE
}
