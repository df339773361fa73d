package org.postern.store.maildir;

/** How closely a check looks. */
public enum CheckDepth {
    /** At names, sizes and what is kept about them. */
    NAMES,
    /** At every message's octets too. */
    CONTENTS
}
