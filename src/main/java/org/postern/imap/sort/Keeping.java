package org.postern.imap.sort;

import org.postern.imap.state.KeptKeys;
import org.postern.store.UserName;

/**
 * What outlives one SORT or THREAD.
 *
 * @param user whose keys are kept
 * @param seed of what is made anew: what nobody who writes messages can guess
 */
public record Keeping(KeptKeys kept, UserName user, long seed) {}
