import { createServer } from "./api/server/index.js";

const pets = new Map([["1", { id: "1", name: "Rex" }]]);

/** The pet store, in memory. */
export const server = createServer(
  {
    listPets: ({ query }) => ({ status: 200, body: [...pets.values()].slice(0, query.limit) }),
    createPet: ({ body }) => {
      const pet = { id: String(pets.size + 1), ...body };
      pets.set(pet.id, pet);
      return { status: 201, body: pet };
    },
    showPet: ({ path }) => {
      const pet = pets.get(path.id);
      return pet ? { status: 200, body: pet } : { status: 404, body: { title: `No pet has the id ${path.id}.` } };
    },
  },
  { security: { token: (token) => token === "secret" && { name: "Alice" } } },
);
