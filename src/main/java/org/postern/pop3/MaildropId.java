package org.postern.pop3;

import java.util.Optional;
import org.postern.store.UserName;

/**
 * What a login asks for.
 *
 * @param folder the one that the login named; empty: what the user's policy shows
 */
record MaildropId(UserName user, Optional<String> folder) {}
