/**
 * The laws of {@code org.postern.store}, in groups: interfaces of default test methods that {@code MailStoreContract}
 * joins, so that every backend passes every law by one small subclass.
 */
@NullMarked
package org.postern.store.laws;

import org.jspecify.annotations.NullMarked;
