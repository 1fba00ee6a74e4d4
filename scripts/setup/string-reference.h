/*
 * Persistent references to strings, for runtimes with Node-API 9.
 *
 * better-sqlite3 13 keeps `Reference<String>` members. Node-API can refer to a bare string only since version 10; with 9
 * napi_create_reference() refuses, and the process dies at the first `new Database()`. A reference to an object is allowed in every
 * version, so this specialisation keeps the string in a one-element box and refers to the box. It is pulled in with the compiler's
 * `-include`, ahead of the package's own sources, which stay untouched. Only what better-sqlite3 uses is here: default, move, New, Value.
 */
#pragma once

#ifdef __cplusplus
#include <napi.h>

namespace Napi {

template <>
class Reference<String> {
 public:
  Reference() = default;
  Reference(Reference&&) = default;
  Reference& operator=(Reference&&) = default;

  static Reference New(const String& text, uint32_t /* initial count: the box is always held strongly */ = 0) {
    Reference reference;
    Object box = Object::New(text.Env());
    box.Set(0u, text);
    reference.box_ = Napi::Persistent(box);
    return reference;
  }

  String Value() const { return box_.Value().Get(0u).As<String>(); }

 private:
  ObjectReference box_;
};

}  // namespace Napi
#endif
